package main

import (
	"context"
	"fmt"
	"time"

	"countertop/app/repair"
)

// past is a machine that came before the tour begins.
type past struct {
	ago      time.Duration
	who      string
	company  string
	phone    string
	device   repair.Device
	symptom  string
	to       []repair.MoveMachine
	sinceIn  time.Duration // from check-in to the moves
	pickedUp bool
}

var pasts = []past{
	{
		ago: 70 * 24 * time.Hour, who: "张伟", company: "广州某某设计有限公司", phone: "13812345678",
		device:  printerHP,
		symptom: "fault.printer.jam", sinceIn: 4 * time.Hour, pickedUp: true,
	},
	{
		ago: 76 * time.Hour, who: "刘洋", phone: "13700137000",
		device:  repair.Device{Kind: repair.KindLaptop, Brand: "brand.dell", Model: "Latitude 3520", Serial: "7XK21M3"},
		symptom: "fault.laptop.power", to: route(repair.ShelfDone, repair.ShelfAwaitingPickup), sinceIn: 20 * time.Hour,
	},
	{
		ago: 52 * time.Hour, who: "王秀英", phone: "13698765432",
		device:  repair.Device{Kind: repair.KindPrinter, Brand: "brand.epson", Model: "L3153", Serial: "X5NP012345", Trays: 1},
		symptom: "fault.printer.jam", to: route(repair.ShelfDone), sinceIn: 26 * time.Hour,
	},
	{
		ago: 50 * time.Hour, who: "陈国栋", phone: "13512340000",
		device:  repair.Device{Kind: repair.KindLaptop, Brand: "brand.lenovo", Model: "ThinkPad T14", Serial: "PF2ABCDE"},
		symptom: "fault.laptop.power", to: parts("键盘"), sinceIn: 3 * time.Hour,
	},
	{
		ago: 27 * time.Hour, company: "佛山市南海区某某精密机械制造有限公司", phone: "13822223333",
		device: repair.Device{
			Kind: repair.KindPrinter, Brand: "brand.hp", Model: "Color LaserJet Pro MFP M479fdw",
			Serial: "VNB3R12345", Trays: 2,
		},
		symptom: "fault.printer.jam", to: parts("定影组件"), sinceIn: 2 * time.Hour,
	},
	{
		ago: 25 * time.Hour, who: "黄美玲", phone: "13655556666",
		device:  repair.Device{Kind: repair.KindDesktop, Brand: "brand.dell", Model: "OptiPlex 7080", Serial: "8KD92X1"},
		symptom: "fault.desktop.power", to: route(repair.ShelfDone, repair.ShelfAwaitingPickup), sinceIn: 5 * time.Hour,
	},
	{
		ago: 2*time.Hour + 30*time.Minute, who: "欧阳宇轩", phone: "13900000007",
		device:  repair.Device{Kind: repair.KindLaptop, Brand: "brand.huawei", Model: "MateBook D14", Serial: "HW7788990"},
		symptom: "fault.laptop.power", to: route(repair.ShelfAwaitingTest), sinceIn: 5 * time.Minute,
	},
	{
		ago: 95 * time.Minute, who: "李娜", phone: "13788889999",
		device:  repair.Device{Kind: repair.KindPrinter, Brand: "brand.canon", Model: "LBP2900", Serial: "NTCA123456", Trays: 1},
		symptom: "fault.printer.jam", to: route(repair.ShelfAwaitingTest), sinceIn: 5 * time.Minute,
	},
	{
		ago: 40 * time.Minute, who: "赵敏", phone: "13611112222",
		device:  repair.Device{Kind: repair.KindOther, Brand: "brand.hikvision", Model: "DS-7808", Serial: "C12345678"},
		symptom: "fault.other.power", to: quote(), sinceIn: 15 * time.Minute,
	},
}

var printerHP = repair.Device{Kind: repair.KindPrinter, Brand: "brand.hp", Model: "LaserJet M1136", Serial: "CNG8F2K4TM", Trays: 1}

func route(ks ...repair.PlaceKind) (ms []repair.MoveMachine) {
	for _, k := range ks {
		ms = append(ms, repair.MoveMachine{To: repair.Place{Kind: k}})
	}
	return ms
}

func parts(part string) []repair.MoveMachine {
	return []repair.MoveMachine{{To: repair.Place{Kind: repair.ShelfAwaitingParts}, Reason: repair.ReasonParts, Part: part}}
}

func quote() []repair.MoveMachine {
	return []repair.MoveMachine{{To: repair.Place{Kind: repair.ShelfAwaitingParts}, Reason: repair.ReasonQuote}}
}

// prologue fills the shop with the machines of the days before, through the
// store's own commands at their own times. Their prints are not wanted now.
func (t *tour) prologue() error {
	ctx := context.Background()
	t.clock.skip(-pasts[0].ago)
	at := pasts[0].ago
	var err error
	commit := func(id repair.OrderID, by repair.StaffID, c repair.Command) repair.Result {
		if err != nil {
			return repair.Result{}
		}
		var r repair.Result
		if r, err = t.k.store.Commit(ctx, by, "zh-CN", repair.OrderCommand{Order: id, Command: c}); err != nil {
			err = fmt.Errorf("prologue: %T on %s: %w", c, id, err)
		}
		return r
	}
	for _, p := range pasts {
		t.clock.skip(at - p.ago)
		at = p.ago
		id := commit("", "A001", repair.AssignNumber{Kind: p.device.Kind}).Order.ID
		commit(id, "A001", repair.CheckIn{
			Customer: repair.Customer{Name: p.who, Company: p.company, Phones: []string{p.phone}}, Device: p.device,
			Symptom: repair.Symptom{Chips: []string{p.symptom}, Often: repair.OftenAlways}, ConditionChecked: true,
			OldParts: repair.OldPartsCustomer, PromisedOn: repair.DateOf(t.clock.now().AddDate(0, 0, 3)),
			NoSignatureReason: "客户电话确认",
		})
		t.clock.skip(p.sinceIn)
		at -= p.sinceIn
		if p.pickedUp {
			p.to = route(repair.ShelfDone)
		}
		for _, m := range p.to {
			if m.To.Kind == repair.ShelfDone {
				commit(id, "A002", repair.RecordTest{Results: allPass(repair.Checklist(p.device, nil))})
			}
			commit(id, "A002", m)
		}
		if p.pickedUp {
			commit(id, "A001", repair.PickUp{
				Identity: repair.Identity{CopyScanned: true}, TagScanned: id, ConditionSame: true, Untested: "客户赶时间",
				CallOn:   repair.DateOf(t.clock.now().AddDate(0, 0, 1)),
				Unsigned: &repair.Approval{By: "A007", Reason: "快递送回"},
			})
			commit(id, "A001", repair.FollowUpDone{Result: "使用正常"})
		}
	}
	t.clock.skip(at)
	if err != nil {
		return err
	}
	jobs, err := t.k.store.Jobs(ctx, true)
	for _, j := range jobs {
		if err == nil {
			err = t.k.store.SetJob(ctx, j.ID, repair.JobChange{State: repair.JobCancelled})
		}
	}
	return err
}

func allPass(lines []repair.TestLine) (rs []repair.TestResult) {
	for _, l := range lines {
		rs = append(rs, repair.TestResult{Line: l.Key, Outcome: repair.Pass})
	}
	return rs
}
