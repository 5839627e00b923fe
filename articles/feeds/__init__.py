"""The article index as subscriptions: what one filter shows as Atom and JSON Feed."""
