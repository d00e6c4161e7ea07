package runner_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"countertop/app/flow"
	"countertop/app/repair"
)

// A new enquiry waits in the list; with its ID the same command is its answer.
func TestEnquiryIsKeptAndAnswered(t *testing.T) {
	f := newFake()
	c := newCounter(f)
	asked := repair.Enquiry{Phone: "13812341480", Question: "屏幕多少钱", By: chen.ID}
	answered := asked
	answered.ID, answered.Answer, answered.AnsweredBy = 1, "450 元", chen.ID
	kept := asked
	kept.ID = 1
	for _, tt := range []struct {
		ask  repair.Enquiry
		want []flow.Msg
	}{
		{asked, []flow.Msg{flow.EnquiryAnswered{Open: true}, flow.EnquiriesLoaded{Enquiries: []repair.Enquiry{kept}}}},
		{answered, []flow.Msg{flow.EnquiryAnswered{}, flow.EnquiriesLoaded{Enquiries: []repair.Enquiry{}}}},
	} {
		if d := cmp.Diff(tt.want, c.play(t, flow.SaveEnquiry{Enquiry: tt.ask})); d != "" {
			t.Errorf("answer %q (-want +got):\n%s", tt.ask.Answer, d)
		}
	}
	if d := cmp.Diff([]string{"AddEnquiry 屏幕多少钱", "AnswerEnquiry 1 450 元 A001"}, f.called()); d != "" {
		t.Errorf("calls (-want +got):\n%s", d)
	}
}
