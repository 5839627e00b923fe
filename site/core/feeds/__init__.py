"""What every feed has in common: its address, its frame, and the answer to whoever asks for it."""
