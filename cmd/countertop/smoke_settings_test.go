//go:build smoke

package main

import (
	"bytes"
	"image"
	"image/png"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"countertop/app/repair"
)

// settingsHand changes settings with a finger.
type settingsHand struct {
	*process
	pin string
}

// page turns pages of the room until there is something with an id.
func (h settingsHand) page(id string) {
	h.t.Helper()
	for range 200 {
		s := h.await(id+" or another page", func(s scene) bool { return s.can(id) || s.can("page.more") })
		if s.can(id) {
			return
		}
		h.touch("page.more")
		h.await("the next page", func(next scene) bool { return !slices.Equal(timeless(next), timeless(s)) })
	}
}

// timeless are the texts of a scene without its clock: another minute is no other page.
func timeless(s scene) []string {
	return slices.DeleteFunc(allTexts(s), func(text string) bool { return len(text) == len("15:04") && text[2] == ':' })
}

// scene is what is on the screen now.
func (h settingsHand) scene() scene {
	return h.await("a screen", func(s scene) bool { return len(s.Nodes) > 0 })
}

// can reports whether something with the id can be touched.
func (s scene) can(id string) bool {
	for _, n := range s.Nodes {
		if n.ID == id && n.Enabled && n.Touch {
			return true
		}
	}
	return false
}

// proved gives the PIN if it is asked for, and waits for what comes then.
func (h settingsHand) proved(what string, ok func(scene) bool) {
	h.t.Helper()
	s := h.await(what, func(s scene) bool { return s.Screen == "sign-in" || ok(s) })
	if s.Screen == "sign-in" {
		h.keys(h.pin)
		h.await(what+", after the PIN", ok)
	}
}

// room opens the settings, and a room of them.
func (h settingsHand) room(r repair.SettingRoom) {
	h.t.Helper()
	if h.scene().Screen != "settings" {
		h.touch("home", "home.more", "door.settings")
		h.awaitScreen("settings")
	}
	id := "room." + string(r)
	for _, turn := range []string{"rooms.less", "rooms.more"} {
		for s := h.scene(); !s.can(id) && s.can(turn); s = h.scene() {
			h.touch(turn)
			h.await("other rooms", func(next scene) bool { return !slices.Equal(allTexts(next), allTexts(s)) })
		}
	}
	was := allTexts(h.await("the room's name", func(s scene) bool { return s.can(id) }))
	h.touch(id)
	for range 20 { // it may be there already
		if s := h.scene(); !slices.Equal(allTexts(s), was) {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// hardware types on the keyboard of the counter, slower than a scanner does.
func (h settingsHand) hardware(text string) {
	h.t.Helper()
	if out, err := exec.Command("xdotool", "type", "--delay", "160", text).CombinedOutput(); err != nil {
		h.t.Fatalf("xdotool: %v\n%s", err, out)
	}
}

// figures are what a number is set to; all others to 9.
var figures = map[string]string{repair.SetPanel: "240"}

// change gives a setting another value by touch, and saves it.
func (h settingsHand) change(x repair.Setting) {
	h.t.Helper()
	h.room(x.Room)
	h.page("setting." + x.Key)
	h.touch("setting." + x.Key)
	h.proved("the editor of "+x.Key, func(s scene) bool { return s.Screen == "settings" && !s.can("setting."+x.Key) })
	switch x.Kind {
	case repair.SettingText, repair.SettingPhone, repair.SettingZone:
		text := map[repair.SettingKind]string{repair.SettingText: "88", repair.SettingPhone: "02066668888", repair.SettingZone: "UTC"}[x.Kind]
		h.touch("field.setting")
		for len(h.scene().text("field.setting")) > 0 {
			h.touch("key.back")
		}
		h.hardware(text)
		h.await("what was typed", func(s scene) bool { return s.text("field.setting") == text })
		h.touch("key.done")
	case repair.SettingNumber, repair.SettingDuration:
		h.touch("key.clear-all")
		figure := "9"
		if f, ok := figures[x.Key]; ok {
			figure = f
		}
		h.keys(figure)
	case repair.SettingBool:
		h.touch("choice.true")
	case repair.SettingChoice:
		h.touch("choice." + x.Choices[1]) // the first one holds
	case repair.SettingPicture:
		h.touch("picture.0")
	case repair.SettingRoles:
		h.touch("role.engineer")
	case repair.SettingWeek:
		h.touch("day.0", "stretch.away.0", "day.1", "to.0.more", "day.weekdays")
	case repair.SettingDays:
		h.touch("item.add")
		var days []string
		for _, n := range h.await("the days", func(s scene) bool { return s.text("rule.closed") != "" }).Nodes {
			if strings.HasPrefix(n.ID, "date.") && n.Enabled {
				days = append(days, n.ID)
			}
		}
		h.touch(days[len(days)-1], "item.done")
	case repair.SettingSlots:
		h.touch("slots.C.-10", "slots.A.1")
	case repair.SettingWords, repair.SettingAmounts:
		h.touch("item.away.0")
	case repair.SettingLines:
		h.touch("item.add")
		h.hardware("88")
		h.await("what was typed", func(s scene) bool { return s.text("field.setting-item") == "88" })
		h.touch("key.done")
	case repair.SettingPairs:
		h.touch("pair.zh=z")
	}
	if x.Kind != repair.SettingText && x.Kind != repair.SettingPhone && x.Kind != repair.SettingZone {
		h.touch("save")
	}
	h.proved("the change of "+x.Key, func(s scene) bool { return s.Screen == "settings" && s.can("undo") })
}

// said are the values of all settings as their rooms say them.
func (h settingsHand) said(all []repair.Setting) map[string][]string {
	h.t.Helper()
	out := map[string][]string{}
	for _, x := range all {
		h.room(x.Room)
		h.page("setting." + x.Key)
		s := h.scene()
		for i, n := range s.Nodes {
			if n.ID != "setting."+x.Key {
				continue
			}
			for _, m := range s.Nodes[i+1:] { // up to the next that is touched
				if m.ID != "" {
					break
				}
				if m.Kind == "text" {
					out[x.Key] = append(out[x.Key], m.Text)
				}
			}
		}
	}
	return out
}

// TestSmokeSettings changes one setting of each kind: by touch, the power fails,
// they are there again, and each is taken back in the list of changes, which says
// who made it.
func TestSmokeSettings(t *testing.T) { touchSettings(t, aSettingOfEachKind()) }

// TestEverySetting is that with all settings; it takes some minutes. The
// language goes by itself: all others are said in it.
func TestEverySetting(t *testing.T) {
	rest := slices.DeleteFunc(slices.Clone(repair.Settings), func(x repair.Setting) bool { return x.Key == repair.SetLang })
	t.Run("rest", func(t *testing.T) { touchSettings(t, rest) })
	lang, _ := repair.LookupSetting(repair.SetLang)
	t.Run("language", func(t *testing.T) { touchSettings(t, []repair.Setting{lang}) })
}

func aSettingOfEachKind() (list []repair.Setting) {
	seen := map[repair.SettingKind]bool{}
	for _, x := range repair.Settings {
		if !seen[x.Kind] && x.Key != repair.SetLang {
			seen[x.Kind] = true
			list = append(list, x)
		}
	}
	return list
}

func touchSettings(t *testing.T, all []repair.Setting) {
	const pin = "258000"
	sh := newShop(t)
	s := sh.open()
	if _, err := s.PutStaff(t.Context(), repair.Staff{ID: "A007", Name: "陈志远", Roles: "supervisor,owner"}, pin); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	sh.picture()
	run := func() *process { return start(t, "", "-config", sh.config, "-data", sh.data) }
	h := settingsHand{run(), pin}
	h.signIn("A007", pin, "陈志远")
	before := h.said(all)
	for _, x := range all {
		h.change(x)
	}
	changed := h.said(all)
	for _, x := range all {
		if slices.Equal(before[x.Key], changed[x.Key]) {
			t.Errorf("%s is said as before: %q", x.Key, before[x.Key])
		}
	}
	if _, ok := changed[repair.SetReply]; ok && !slices.Contains(changed[repair.SetReply], "文件里是 4 小时") {
		t.Errorf("the file has another limit, and that is not said: %q", changed[repair.SetReply])
	}
	h.kill()
	values := sh.settings()
	h.process = run()
	h.signIn("A007", pin, "陈志远")
	again := h.said(all)
	for _, x := range all {
		if !slices.Equal(again[x.Key], changed[x.Key]) {
			t.Errorf("%s after the power cut: %q, before it %q", x.Key, again[x.Key], changed[x.Key])
		}
		if values[x.Key] == "" {
			t.Errorf("%s is not in the store", x.Key)
		}
	}

	// Each is taken back; the list grows by one at its head each time.
	for i := range all {
		h.room(repair.RoomChanges)
		id := "back-to." + strconv.Itoa(2*i)
		h.page(id)
		h.touch(id)
		h.proved("the way back", func(s scene) bool { return s.Screen == "settings" && !s.can(id) })
		time.Sleep(200 * time.Millisecond)
	}
	back := h.said(all)
	for _, x := range all {
		if !slices.Equal(back[x.Key], before[x.Key]) {
			t.Errorf("%s taken back: %q, at first %q", x.Key, back[x.Key], before[x.Key])
		}
	}
	h.kill()
	s = sh.open()
	defer s.Close()
	history, err := s.SettingHistory(t.Context(), 1000)
	if err != nil {
		t.Fatal(err)
	}
	n := map[string]int{}
	for _, e := range history {
		if e.By == "A007" {
			n[e.Key]++
		}
	}
	for _, x := range all {
		if n[x.Key] != 2 {
			t.Errorf("%s: %d changes in the journal, want 2", x.Key, n[x.Key])
		}
	}
	if ok, err := checkData(sh.data); err != nil || !ok {
		t.Errorf("db check: %v, %v", ok, err)
	}
}

// picture puts a picture into the folder of the shop.
func (sh *shop) picture() {
	sh.t.Helper()
	m := image.NewGray(image.Rect(0, 0, 200, 60))
	var b bytes.Buffer
	err := png.Encode(&b, m)
	if err == nil {
		err = os.MkdirAll(filepath.Join(sh.data, "shop"), 0o755)
	}
	if err == nil {
		err = os.WriteFile(filepath.Join(sh.data, "shop", "logo.png"), b.Bytes(), 0o600)
	}
	if err != nil {
		sh.t.Fatal(err)
	}
}

// settings are the values in the store, of a kiosk that does not run.
func (sh *shop) settings() map[string]string {
	sh.t.Helper()
	s := sh.open()
	defer s.Close()
	values, err := s.SettingValues(sh.t.Context())
	if err != nil {
		sh.t.Fatal(err)
	}
	return maps.Clone(values)
}
