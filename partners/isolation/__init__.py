"""What keeps partners apart in the admin.

`rules` says of each address of the admin who may ask it about what; `middleware` applies that before a view runs.
`references` keeps a page from pointing at what belongs to another partner. `lists` narrows what Wagtail offers.
"""
