// Names for which no name server answers: in a test program, those that end with `.silent.test`.
//
// The resolver of the C library is replaced for all of the program; other names are handed on to it.
#pragma once

/// How many threads wait for such a name.
int silent_names_waiting(void);

/// Lets those go that wait, with no answer. They go by themselves after a minute.
void silent_names_release(void);

/// Opens a port on 127.0.0.1 that answers to no attempt to connect, and returns it; -1 when it cannot.
/// One at a time.
int silent_port_open(void);

/// Closes it: further attempts are refused.
void silent_port_close(void);
