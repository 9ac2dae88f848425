// Names for which no name server answers: in a test program, those that end with `.silent.test`.
//
// The resolver of the C library is replaced for all of the program; other names are handed on to it.
#pragma once

/// How many threads wait for such a name.
int silent_names_waiting(void);

/// Lets those go that wait, with no answer. They go by themselves after ten minutes, when the test that
/// waits has been given up.
void silent_names_release(void);

/// Opens a port on 127.0.0.1 that answers to no attempt to connect, and returns it; -1 when it cannot.
/// One at a time.
int silent_port_open(void);

/// Closes it.
void silent_port_close(void);

/// A port on 127.0.0.1 that refuses each attempt to connect, and that nobody else is given as long as the
/// program runs; -1 when there is none.
int refusing_port(void);
