"""The demonstration content: data in data/, one module for each thing that is made of it, `load.load()` to run it all.

Nothing of it states a fact about a real organisation except the partners' public facts; every other page is marked as
sample content. Running it again adds only what is missing.
"""
