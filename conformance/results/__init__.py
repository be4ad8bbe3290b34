"""Published results: reports of all adapters, what they show, and the command that makes both."""
