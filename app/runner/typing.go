package runner

import (
	"context"
	"errors"
	"slices"

	"countertop/app/flow"
	"countertop/app/i18n"
	"countertop/app/ime"
	"countertop/app/ime/ink"
	"countertop/app/repair"
	"countertop/app/trade"
)

// Words is what the runner needs of the words that text entry learned.
type Words interface {
	// Words are those that were learned, the one used last first.
	Words(ctx context.Context) ([]repair.LearnedWord, error)
	// LearnWord counts a word that was chosen for a reading.
	LearnWord(ctx context.Context, word, reading string) error
	// ForgetWord forgets a word with all its readings; one that is not there is
	// forgotten already.
	ForgetWord(ctx context.Context, word string) error
}

// runTyping carries out what is asked of text entry.
func (r *Runner) runTyping(ctx context.Context, c flow.Cmd) (err error) {
	switch c := c.(type) {
	case flow.LearnWords:
		for _, w := range c.Words {
			err = errors.Join(err, r.o.Store.LearnWord(ctx, w.Text, w.Reading))
		}
		return err
	case flow.ForgetWord:
		return r.o.Store.ForgetWord(ctx, c.Text)
	case flow.ReadHand:
		r.wg.Go(func() { r.readHand(c) })
		return nil
	case flow.KeepSample:
		if r.o.Sample == nil {
			return nil
		}
		return r.o.Sample(c.Char, c.Strokes)
	default:
		return noCase(c)
	}
}

// suggestions is how many people and machines of late text entry offers: a
// shop's last years, and still found within a millisecond.
const suggestions = 5000

// LoadTyping posts what text entry needs. own are terms that are not in the
// store: the lists of the shop and its staff; hand may be nil.
func (r *Runner) LoadTyping(ctx context.Context, dict *ime.Dict, hand *ink.Recogniser, own []ime.Term) error {
	list, err := r.o.Store.Words(ctx)
	if err != nil {
		return err
	}
	var words ime.Words
	for _, w := range slices.Backward(list) { // what was used last is learned last
		words = words.Learn(ime.Word{Text: w.Text, Reading: w.Reading, N: w.N})
	}
	r.typing.Lock()
	r.typing.dict, r.typing.hand, r.typing.own = dict, hand, own
	r.typing.Unlock()
	index, err := r.index(ctx)
	if err != nil {
		return err
	}
	r.o.Post(flow.TypingLoaded{Typing: flow.Typing{Dict: dict, Words: words, Index: index, Hand: hand != nil}})
	return nil
}

// index is what the shop has already, ready to be matched.
func (r *Runner) index(ctx context.Context) (ime.Index, error) {
	r.typing.Lock()
	dict, own := r.typing.dict, r.typing.own
	r.typing.Unlock()
	list, err := r.o.Store.Suggestions(ctx, suggestions)
	if err != nil || dict == nil {
		return ime.Index{}, err
	}
	terms := make([]ime.Term, len(list), len(list)+len(own))
	for i, g := range list {
		terms[i] = ime.Term{Text: g.Text, Kind: termKinds[g.Kind], Used: g.Used.Unix(), Count: g.Count}
	}
	return dict.Index(append(terms, own...)), nil
}

// termKinds are the kinds of what the shop has had before.
var termKinds = map[repair.SuggestionKind]ime.TermKind{
	repair.SuggestName: ime.TermCustomer, repair.SuggestContact: ime.TermCustomer,
	repair.SuggestCompany: ime.TermCompany, repair.SuggestModel: ime.TermModel,
}

func (r *Runner) suggest(ctx context.Context) error {
	index, err := r.index(ctx)
	if err == nil {
		r.o.Post(flow.SuggestionsLoaded{Index: index})
	}
	return err
}

// readHand says what a box of handwriting may be.
func (r *Runner) readHand(c flow.ReadHand) {
	r.typing.Lock()
	hand := r.typing.hand
	r.typing.Unlock()
	if hand == nil {
		return
	}
	strokes := make([]ink.Stroke, len(c.Strokes))
	for i, st := range c.Strokes {
		for _, p := range st {
			strokes[i] = append(strokes[i], ink.Point{X: float32(p.X), Y: float32(p.Y)})
		}
	}
	r.o.Post(flow.HandRead{Box: c.Box, Strokes: len(c.Strokes), Hits: hand.Recognise(strokes, 10)})
}

// OwnTerms are what a field may hold and no order has had yet: the lists of the
// shop in a language, and the names of its staff, each once.
func OwnTerms(t trade.Trade, lang i18n.Lang, staff []string) (list []ime.Term) {
	seen := map[ime.Term]bool{}
	add := func(kind ime.TermKind, values []string) {
		for _, v := range values {
			term := ime.Term{Text: t.Text(lang, v), Kind: kind}
			if !seen[term] {
				seen[term] = true
				list = append(list, term)
			}
		}
	}
	for _, kind := range repair.Kinds {
		add(ime.TermSymptom, t.Symptoms(kind))
		add(ime.TermAccessory, t.Accessories(kind))
		add(ime.TermBrand, t.Brands(kind))
		add(ime.TermPart, t.Parts(kind))
	}
	add(ime.TermAccessory, t.Papers())
	add(ime.TermStaff, staff)
	return list
}
