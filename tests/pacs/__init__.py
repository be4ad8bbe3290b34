"""Through an archive and back, with every file that a reader shall accept."""
