"""`--notify`: what is sent to mail and chat tools."""
