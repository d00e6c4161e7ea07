// Package printers runs the printers of a counter: those of the configuration
// and those that were set up on the screen, each with a worker of its own. They
// come, change and go while the counter runs, as do the devices they are on.
//
// What was set up on the screen is kept in the store, by the printer's name. A
// printer of the configuration stays, whatever is set up on the screen; its
// device, profile and documents may be others then, until the configuration
// says something new of it.
package printers
