"""The command line: one module per noun; a command parses, calls one function, shows rows. The only home of typer."""
