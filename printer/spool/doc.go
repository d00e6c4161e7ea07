// Package spool prints the jobs of a durable queue, one worker for each printer.
//
// It promises that a job is never sent twice by itself once a byte of it has
// left, and never lost without a question to a person:
//
//	queued, held -> held       no byte has left; goes on by itself when the fault clears
//	queued, held -> failed     the document could not be drawn
//	queued, held -> sending    written down before the first byte
//	sending -> held            not one byte was taken
//	sending -> printed         the printer said so
//	sending -> sent            all bytes are out, and this printer cannot say more
//	sending -> uncertain       the connection broke, or the answer is lost
//	uncertain -> printed, queued again   by a person only
//
// A printer without paper in the middle of a job keeps the data and goes on
// after the refill; the job stays sending meanwhile, with the fault in Status.
// Jobs behind one that waits too long for its printer may be given to another
// one; of them no byte has left. A job found sending at start is uncertain.
// After two uncertain jobs in a row the printer prints nothing until a person
// has answered for both.
package spool
