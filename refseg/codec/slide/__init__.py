"""Label maps of whole slide images, whose frames are tiles."""
