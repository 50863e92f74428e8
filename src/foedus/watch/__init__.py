"""The case as it is now, for front doors that stay open: the studio, and the server for assistants.

Comes in: a case's folder, whose files are looked at again and again. Goes out: a record of their newest state, built
in a process of its own and swapped in; with errors in the case, of the rows that have none, and which rows are left
out; where nothing can be built, the last record with a sentence on why. Also open records, lent out for a question,
and the sockets of this machine on which a door listens.
May import: `foedus.views`, `foedus.desk` (to finish what was interrupted) and what is upstream of them.
"""
