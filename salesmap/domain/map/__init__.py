"""The sales map as data: its model, reader, checker, differences, and the maps shipped with it.

A new key of the map file is a field in `model`, read in `reader`, restored in `json_form`, checked
against the rest of the map in `checker`, and described in the guide page `mapfile`.
"""
