"""What every part needs: errors, limits, a guard against hostile input, progress."""
