package runner_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"countertop/app/flow"
	"countertop/app/repair"
)

// A new enquiry waits in the list; with its ID the same command is its answer.
func TestEnquiryIsKeptAndAnswered(t *testing.T) {
	f := newFake()
	c := newCounter(f)
	asked := repair.Enquiry{Phone: "13812341480", Question: "屏幕多少钱", By: chen.ID}
	answered := asked
	answered.ID, answered.Answer, answered.AnsweredBy = "1", "450 元", chen.ID
	kept := asked
	kept.ID = "1"
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

// What is left half way is there again, also after the program has ended, until
// it is kept or emptied; it is no parked check-in.
func TestEnquiryLeftHalfWay(t *testing.T) {
	c := newCounter(newFake())
	left := flow.EnquiryPage{Phone: "13812341480", Question: "屏幕多少钱", CallOn: "2026-11-22"}
	for _, tt := range []struct {
		do   flow.Cmd
		want []flow.Msg
	}{
		{flow.OpenEnquiry{}, nil},
		{flow.KeepEnquiry{Page: left}, nil},
		{flow.OpenEnquiry{}, []flow.Msg{flow.EnquiryOpened{Page: left}}},
		{flow.OpenEnquiry{ID: "7"}, nil},
		{flow.LoadDrafts{}, []flow.Msg{flow.DraftsLoaded{Drafts: []repair.DraftInfo{}}}},
		{flow.KeepEnquiry{Page: flow.EnquiryPage{}}, nil},
		{flow.OpenEnquiry{}, nil},
		{flow.KeepEnquiry{Page: left}, nil},
		{flow.KeepEnquiry{Page: left, Drop: true}, nil},
		{flow.OpenEnquiry{}, nil},
	} {
		if d := cmp.Diff(tt.want, c.play(t, tt.do), cmpopts.EquateEmpty()); d != "" {
			t.Errorf("%T (-want +got):\n%s", tt.do, d)
		}
	}
}
