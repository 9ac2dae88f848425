// Placeholder until the program is written.
