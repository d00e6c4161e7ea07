package runner

import (
	"context"

	"countertop/app/flow"
	"countertop/app/ime"
	"countertop/app/ime/ink"
)

// suggestions is how many people and machines of late text entry offers: a
// shop's last years, and still found within a millisecond.
const suggestions = 5000

// LoadTyping posts what text entry needs. own are entries that are not in the
// store: the lists of the shop and its staff; hand may be nil.
func (r *Runner) LoadTyping(ctx context.Context, dict *ime.Dict, hand *ink.Recogniser, own []ime.Term) error {
	list, err := r.o.Store.Words(ctx)
	if err != nil {
		return err
	}
	var words ime.Words
	for _, w := range list {
		words = words.Learn(w)
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
	return dict.Index(append(list, own...)), nil
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

func (r *Runner) loadEnquiries(ctx context.Context) {
	list, err := r.o.Store.Enquiries(ctx)
	if err != nil {
		r.o.Log.Error("enquiries not read", "error", err)
		return
	}
	r.o.Post(flow.EnquiriesLoaded{Enquiries: list})
}
