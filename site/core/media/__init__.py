"""Images and documents: where their files lie, what of them the public sees, and what keeps both in step.

Two stores hold all files. The *private* one ("default" in STORAGES) has what people upload, and what is shown in the
admin only; each of its addresses is signed and ends. The *public* one ("public") has what readers see: pictures of
public pages in the sizes of `sizes`, and cards to share. Either is a folder or an S3 bucket (`storages`).

A reader's request asks neither of them: addresses follow from rows of the database, and what is missing is made by the
worker (`missing`, `tasks`).
"""
