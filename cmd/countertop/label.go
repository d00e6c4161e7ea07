package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"image/png"
	"io"
	"os"
	"strings"

	"countertop/app/i18n"
	"countertop/app/label"
	"countertop/assets"
	"countertop/cmd/internal/cli"
	"countertop/printer"
	"countertop/printer/language"
	"countertop/printer/raster"
)

const labelAbout = `Makes one document: the printer's bytes (-o), a picture of it (-png), or both.
FILE is - for standard input or output. -kinds lists the documents, -example shows what one is made of.`

// labelOptions are the flags of "countertop label".
type labelOptions struct {
	kind                           label.Kind
	lang                           i18n.Lang
	in, out, png, profile, example string
	list                           bool
	modes                          map[printer.RenderMode]*bool
}

// labelCommand carries out "countertop label": one document to printer bytes,
// to its preview, or to both. It returns the exit status: 0 done, 1 failed, 2
// wrong use.
func labelCommand(args []string, stdout, stderr io.Writer) int {
	c := cli.New("countertop label", "KIND", labelAbout)
	o, err := parseLabelOptions(c, args)
	switch {
	case errors.Is(err, flag.ErrHelp), errors.Is(err, cli.ErrVersion):
		return cli.Finish(c, err, stdout, stderr)
	case len(args) == 0:
		fmt.Fprintf(stderr, "countertop label: the document is missing; usage: %s.\n", c.Line())
		return exitUsage
	case err != nil:
		fmt.Fprintf(stderr, "countertop label: %v.\n", err)
		return exitUsage
	}
	switch {
	case o.list:
		for _, k := range label.Kinds() {
			fmt.Fprintln(stdout, k.Name)
		}
		return exitDone
	case o.example != "":
		e := json.NewEncoder(stdout)
		e.SetIndent("", "  ")
		e.SetEscapeHTML(false)
		err = e.Encode(label.Example(o.example, o.lang))
	default:
		err = makeLabel(o, stdout)
	}
	if err != nil {
		fmt.Fprintf(stderr, "countertop label: %s.\n", strings.ReplaceAll(err.Error(), "label: ", ""))
		var wrong cli.UsageError
		if errors.Is(err, printer.ErrNoProfile) || errors.As(err, &wrong) {
			return exitUsage
		}
		return exitFailed
	}
	return exitDone
}

func parseLabelOptions(c *cli.Command, args []string) (o labelOptions, err error) {
	kind := ""
	if len(args) > 0 && !strings.HasPrefix(args[0], "-") {
		kind, args = args[0], args[1:]
	}
	c.BoolVar(&o.list, "kinds", false, "list all documents")
	c.StringVar(&o.example, "example", "", "write an example of what document `KIND` is made of, for -in")
	c.StringVar(&o.in, "in", "", "what the document is made of, JSON from `FILE`")
	c.StringVar(&o.out, "o", "", "write the printer's bytes to `FILE`")
	c.StringVar(&o.png, "png", "", "write a picture of the page to `FILE`")
	c.StringVar(&o.profile, "profile", "", "profile `NAME`; countertop printer profiles lists them")
	o.modes = modeFlags(c.FlagSet)
	size := c.String("size", "", "`WxH` in millimetres, or the width of a slip")
	hide := c.String("hide", "", "leave out `FIELDS`, with commas between them")
	c.StringVar((*string)(&o.lang), "lang", string(i18n.ZH), "language of the document, `zh-CN|en`")
	if err := c.ParseFlags(args); err != nil {
		return o, err
	}
	if kind == "" && c.NArg() == 1 {
		kind = c.Arg(0)
	} else if c.NArg() > 0 {
		return o, fmt.Errorf("%q is not expected", c.Arg(0))
	}
	if o.lang != i18n.ZH && o.lang != i18n.EN {
		return o, fmt.Errorf("the language %q is neither zh-CN nor en", o.lang)
	}
	if o.list {
		if kind+o.example != "" {
			return o, errors.New("-kinds lists all documents and takes nothing else")
		}
		return o, nil
	}
	name := kind
	if o.example != "" {
		name = o.example
	}
	var ok bool
	if o.kind, ok = label.LookupKind(name); !ok {
		return o, fmt.Errorf("%q is no document; countertop label -kinds lists them", name)
	}
	if o.kind, err = reshape(o.kind, *size, *hide); err != nil {
		return o, errors.New(strings.TrimPrefix(err.Error(), "label: "))
	}
	switch {
	case o.example != "":
	case o.in == "":
		return o, errors.New("-in FILE is missing")
	case o.out == "" && o.png == "":
		return o, errors.New("-o FILE or -png FILE is missing")
	case o.out == "-" && o.png == "-":
		return o, errors.New("bytes and preview cannot both go to standard output")
	}
	return o, nil
}

// reshape gives a document the size and the fields asked for.
func reshape(k label.Kind, size, hide string) (label.Kind, error) {
	var f label.Format
	var err error
	if size != "" {
		if f.WidthMM, f.HeightMM, err = label.ParseSize(size); err != nil {
			return k, err
		}
	}
	if hide != "" {
		f.Hide = strings.Split(hide, ",")
	}
	return k.In(f)
}

func makeLabel(o labelOptions, stdout io.Writer) error {
	p, err := labelProfile(o)
	if err != nil {
		return err
	}
	document, err := readDocument(o.kind, o.in)
	if err != nil {
		return err
	}
	page, err := o.kind.Page(label.Complete(document), o.lang, o.kind.MediaOn(p.WidthDots, p.DPI))
	if err != nil {
		return err
	}
	img, err := raster.Compose(page, p)
	if err != nil {
		return err
	}
	if o.png != "" {
		if err := writeOut(o.png, stdout, func(w io.Writer) error { return png.Encode(w, img.Preview) }); err != nil {
			return err
		}
	}
	if o.out == "" {
		return nil
	}
	return writeOut(o.out, stdout, func(w io.Writer) error {
		for _, s := range language.Encode(img, p, printer.JobOptions{}) {
			if _, err := w.Write(s.Bytes); err != nil {
				return err
			}
		}
		return nil
	})
}

// labelProfile is the profile asked for, or the plain printer of the document.
func labelProfile(o labelOptions) (printer.Profile, error) {
	name := o.profile
	switch {
	case name != "":
	case o.kind.HeightMM == 0:
		name = "generic-escpos-80"
	default:
		name = "generic-tspl"
	}
	p, err := printer.LoadProfile(assets.Profiles, name)
	if err != nil {
		return p, fmt.Errorf("%w; countertop printer profiles lists them", err)
	}
	return inMode(p, o.modes, printer.Link{})
}

func readDocument(k label.Kind, name string) (label.Document, error) {
	if name == "-" {
		return k.Read(os.Stdin)
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	d, err := k.Read(f)
	if err != nil {
		err = fmt.Errorf("%s: %w", name, err)
	}
	return d, err
}

func writeOut(name string, stdout io.Writer, write func(io.Writer) error) error {
	if name == "-" {
		return write(stdout)
	}
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	return errors.Join(write(f), f.Close())
}
