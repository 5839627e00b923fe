"""Everything that the portal holds, in one folder, and back again: the database and the media, by their digests."""
