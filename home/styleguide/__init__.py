"""All components of the reader's pages on one page of the admin, with sample data, in both languages."""
