#ifndef PSEUDO_TERMINALS_H
#define PSEUDO_TERMINALS_H

/// Opens a pseudoterminal of so many columns.
/// Returns the side of the one who watches and sets `program` to the side of the program, or returns -1.
int open_pseudo_terminal(int columns, int *program);

#endif
