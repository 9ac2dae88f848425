// Placeholder until the wrapper is written.
