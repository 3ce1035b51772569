"""Claims: charged days cut into claims, scrubbed, sent, corrected, and how far each came."""
