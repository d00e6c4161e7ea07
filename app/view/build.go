package view

import (
	"countertop/app/flow"
)

// Viewport is the screen that a scene is built for.
type Viewport struct {
	W, H int
	// PxPerMM is the density of the panel, from its configured size.
	PxPerMM float64
	// Text measures; it must draw from the same font as paint.
	Text *Measurer
}

// Build returns what the screen shows for s. It is pure and takes well under
// a millisecond for an ordinary page.
func Build(s flow.State, v Viewport) Scene {
	b := newBuilder(s, v)
	switch s.Screen {
	case flow.ScreenSignIn:
		b.signIn()
	case flow.ScreenCheckIn:
		b.checkIn()
	case flow.ScreenScan:
		b.scan()
	case flow.ScreenBoard:
		b.board()
	case flow.ScreenFind:
		b.find()
	case flow.ScreenWhere:
		b.where()
	case flow.ScreenOrder:
		b.order()
	case flow.ScreenTest:
		b.test()
	case flow.ScreenBench:
		b.bench()
	case flow.ScreenPickup:
		b.pickup()
	case flow.ScreenPickupSign:
		b.pickupSign()
	case flow.ScreenPrint:
		b.prints()
	case flow.ScreenScanners:
		b.scanners()
	case flow.ScreenSetup:
		b.setup()
	case flow.ScreenDrafts:
		b.drafts()
	case flow.ScreenEnquiry:
		b.enquiry()
	case flow.ScreenStock:
		b.stockTake()
	case flow.ScreenService:
		b.service()
	case flow.ScreenQuote:
		b.quote()
	case flow.ScreenAnswer:
		b.answer()
	case flow.ScreenAnswerSign:
		b.answerSign()
	case flow.ScreenWork:
		b.work()
	case flow.ScreenOldPart:
		b.oldPart()
	case flow.ScreenLoan:
		b.loan()
	case flow.ScreenSendOut:
		b.sendOut()
	case flow.ScreenPapers:
		b.papers()
	default:
		b.home()
	}
	if s.Dialog != nil {
		b.dialog()
	}
	b.toast()
	return b.scene()
}
