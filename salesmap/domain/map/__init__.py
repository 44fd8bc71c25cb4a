"""The sales map as data: its model, reader, checker, differences, and the maps shipped with salesmap.

A new key of the map file is read in `reader`, checked in `checker` and described in the guide page `mapfile`.
"""
