"""`salesmap ticket`: what customers ask of us after the sale, from the opening to the end."""
