// Package spool sends print jobs to printers, one worker for each.
//
// The jobs are durable rows of the caller's; the worker only ever writes down
// what it is about to do before it does it. It promises:
//
//   - A job is sent again by itself only while none of its bytes has left. A
//     fault before that holds the job, with the reason, and it goes on when the
//     fault is gone; the oldest job is never overtaken.
//   - Once bytes have left, the job ends as printed (the printer said so), sent
//     (the printer cannot say), or uncertain: then a person is asked, and
//     nothing is ever sent again by itself.
//   - While a printer waits for paper with a job in its memory, the worker
//     waits with it.
//   - After a job that broke off, the printer gets padding so that the next
//     label is whole.
//   - Two uncertain jobs in a row stop the printer until a person has answered.
package spool
