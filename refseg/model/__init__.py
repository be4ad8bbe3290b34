"""What a user holds: label maps, masks, segments, codes, geometry, tiles, colours."""
