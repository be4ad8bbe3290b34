"""Independent implementations that tests compare refseg with; see README.md here."""
