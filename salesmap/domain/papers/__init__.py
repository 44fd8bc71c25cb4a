"""What a customer is shown on paper: the paper as data, and the templates that lay it out.

A template is a TOML file; a key of it is a field in `template`, read in `template_reader`, and
described in the guide page `quotes`. How a paper looks is the matter of `exchange/print`.
"""
