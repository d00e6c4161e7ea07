package runner

import (
	"context"

	"countertop/app/document"
	"countertop/app/flow"
	"countertop/app/repair"
	"countertop/printer"
)

// Printers is what the runner needs of the printers. What an error is not
// returned for is posted.
type Printers interface {
	// Wake says that there may be work.
	Wake()
	// Profile is that of the printer that prints a job.
	Profile(j repair.PrintJob) printer.Profile
	// Documents are those that a printer prints, by its name; none if there is no
	// such printer.
	Documents(name string) []repair.Document
	// Correct keeps what a person found out about a printer.
	Correct(ctx context.Context, name string, c printer.Correction) error
	Save(ctx context.Context, d flow.SetupDone) error
	Remove(ctx context.Context, name string) error
	// Probe asks a device what it is, and does not wait for the answer.
	Probe(device string)
	Find()
	// Look asks an idle printer how it is.
	Look(name string)
}

// Scanners is what the runner needs of the scanners.
type Scanners interface {
	Save(ctx context.Context, device, name string) error
	Remove(ctx context.Context, device string) error
	// Learn waits for a device to type a code, and does not wait for it itself;
	// Heard says that the window has seen the code.
	Learn(code string)
	Heard()
}

// runPrinter carries out what is asked of printers.
func (r *Runner) runPrinter(ctx context.Context, c flow.Cmd) error {
	switch c := c.(type) {
	case flow.CorrectPrinter:
		return r.o.Printers.Correct(ctx, c.Printer, c.Correction)
	case flow.SavePrinter:
		return r.o.Printers.Save(ctx, c.Setup)
	case flow.RemovePrinter:
		return r.o.Printers.Remove(ctx, c.Name)
	case flow.ProbePrinter:
		r.o.Printers.Probe(c.Device)
	case flow.FindDevices:
		r.o.Printers.Find()
	case flow.LookAt:
		r.o.Printers.Look(c.Name)
	default:
		return noCase(c)
	}
	return nil
}

// runScanner carries out what is asked of scanners.
func (r *Runner) runScanner(ctx context.Context, c flow.Cmd) error {
	switch c := c.(type) {
	case flow.SaveScanner:
		return r.o.Scanners.Save(ctx, c.Device, c.Name)
	case flow.RemoveScanner:
		return r.o.Scanners.Remove(ctx, c.Device)
	case flow.LearnScanner:
		r.o.Scanners.Learn(c.Code)
	case flow.LearnHeard:
		r.o.Scanners.Heard()
	case flow.DrawSymbols:
		symbols, err := document.Symbols(c.Symbols)
		if err == nil {
			r.o.Post(flow.SymbolsDrawn{Symbols: symbols})
		}
		return err
	default:
		return noCase(c)
	}
	return nil
}
