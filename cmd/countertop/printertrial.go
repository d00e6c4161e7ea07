package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"time"

	"countertop/app/i18n"
	"countertop/app/label"
	"countertop/assets"
	"countertop/cmd/internal/cli"
	"countertop/printer"
	"countertop/printer/discover"
	"countertop/printer/language"
	"countertop/printer/raster"
	"countertop/printer/transport"
)

// testPage is the document that tries a printer out.
const testPage = "test-page"

// trial is "countertop printer test".
type trial struct {
	device  transport.Device
	profile printer.Profile
	kind    label.Kind
	lang    i18n.Lang
}

// parseTrial reads what is to be printed where. Without a profile it takes that
// which the device is known by, or else that of its language.
func parseTrial(args []string) (t trial, c *cli.Command, err error) {
	var profile, kind string
	c = cli.New("countertop printer test", "DEVICE", "Prints a page and says how it ended.\n"+deviceHelp)
	c.StringVar(&profile, "profile", "", "profile `NAME`; without it that which the device is known by")
	c.StringVar(&kind, "kind", testPage, "document `KIND`; countertop label -kinds lists them")
	c.StringVar((*string)(&t.lang), "lang", string(i18n.ZH), "language of the page, `zh-CN|en`")
	asked := modeFlags(c.FlagSet)
	given, err := c.Parse(args)
	if err == nil {
		t, err = t.on(given[0], profile, kind, asked)
	}
	return t, c, err
}

// on is the trial on a device.
func (t trial) on(device, profile, kind string, asked map[printer.RenderMode]*bool) (_ trial, err error) {
	if t.lang != i18n.ZH && t.lang != i18n.EN {
		return t, wrongUse(fmt.Errorf("the language %q is neither zh-CN nor en", t.lang))
	}
	if t.device, err = transport.Parse(device); err != nil {
		return t, wrongUse(err)
	}
	var ok bool
	if t.kind, ok = label.LookupKind(kind); !ok {
		return t, wrongUse(fmt.Errorf("%q is no document; countertop label -kinds lists them", kind))
	}
	if profile == "" {
		if profile, err = proposed(t.device); err != nil {
			return t, err
		}
	}
	if t.profile, err = printer.LoadProfile(assets.Profiles, profile); err != nil {
		return t, wrongUse(fmt.Errorf("%w; countertop printer profiles lists them", err))
	}
	t.profile, err = inMode(t.profile, asked, printer.Link{Baud: t.device.Baud})
	return t, err
}

// modeFlags adds the flags that say how a page is rendered.
func modeFlags(f *flag.FlagSet) map[printer.RenderMode]*bool {
	asked := map[printer.RenderMode]*bool{}
	for w, how := range map[printer.RenderMode]string{
		printer.Raster: "the page as a picture",
		printer.Hybrid: "pictures of text, and the codes drawn by the printer",
		printer.Native: "text and codes in the printer's own fonts",
	} {
		asked[w] = f.Bool(string(w), false, how)
	}
	return asked
}

// inMode is p with the mode that is asked for, or else follows from the link.
func inMode(p printer.Profile, asked map[printer.RenderMode]*bool, l printer.Link) (printer.Profile, error) {
	var mode printer.RenderMode
	for w, is := range asked {
		if !*is {
			continue
		}
		if mode != "" {
			return p, wrongUse(errors.New("a page is said in one way: -raster, -hybrid or -native"))
		}
		mode = w
	}
	if mode != "" {
		p.Mode = mode
	}
	p.Mode = p.ModeFor(l)
	if mode != "" && p.Mode != mode {
		return p, wrongUse(fmt.Errorf("a printer of profile %s takes pictures only (-raster)", p.Name))
	}
	return p, nil
}

func proposed(d transport.Device) (string, error) {
	f, err := foundAt(d, "/")
	if err != nil {
		return "", err
	}
	list, err := discover.Match(assets.Profiles, f)
	if err != nil || len(list) == 0 {
		return language.Plain(printer.Language(d.Language)), err
	}
	return list[0].Profile, nil
}

// image is the document, filled in with an example.
func (t trial) image() (*printer.PageImage, error) {
	document := label.Example(t.kind.Name, t.lang)
	kind, p := t.kind, t.profile
	if kind.Name == testPage {
		// It shows what paper is in the printer.
		document = label.TestPage{Profile: p.Name}
		var err error
		if kind, err = kind.In(label.Format{WidthMM: p.Media.WidthMM, HeightMM: p.Media.HeightMM}); err != nil {
			return nil, err
		}
	}
	page, err := kind.Page(document, t.lang, kind.MediaOn(p.WidthDots, p.DPI))
	if err != nil {
		return nil, err
	}
	return raster.Compose(page, p)
}

// run prints the document and says how it ended.
func (t trial) run(ctx context.Context, stdout, stderr io.Writer) error {
	img, err := t.image()
	if err != nil {
		return err
	}
	c, err := openDevice(ctx, t.device, t.profile)
	if err != nil {
		return err
	}
	defer c.Close() //nolint:errcheck // closed below when it counts
	defer context.AfterFunc(ctx, func() { _ = c.Close() })()
	drv := language.New(c, t.profile)
	if err := drv.Ready(ctx); err != nil {
		return err
	}
	var last printer.Fault
	size := 0
	report := func(g printer.Progress) {
		if g.Fault != last && g.Fault != "" {
			fmt.Fprintf(stderr, "Waiting: %v.\n", g.Fault)
		}
		last, size = g.Fault, max(size, g.Total)
	}
	begin := time.Now()
	if err := drv.Send(ctx, img, printer.JobOptions{ID: "test"}, report); err != nil {
		return err
	}
	sent := time.Since(begin)
	ok, err := drv.Confirm(ctx, report)
	if err == nil {
		err = c.Close()
	}
	if err != nil {
		return fmt.Errorf("the page was sent, and whether it is out is not known: %w", err)
	}
	what := fmt.Sprintf("%s as %s with profile %s, %d bytes", t.kind.Name, t.profile.Mode, t.profile.Name, size)
	if ok {
		fmt.Fprintf(stdout, "Printed, and the printer says so: %s, sent in %v, out after %v.\n",
			what, sent.Round(time.Millisecond), time.Since(begin).Round(time.Millisecond))
	} else {
		fmt.Fprintf(stdout, "Sent in %v: %s. This printer does not say whether it has printed.\n", sent.Round(time.Millisecond), what)
	}
	return nil
}
