package trade

// Said are the scripts that some moment may say, Waits those that no page says
// yet, by what will say them.
func Said() (keys []string) {
	for _, list := range sayings {
		for _, s := range list {
			keys = append(keys, s.key)
		}
	}
	return keys
}

// Waits are the scripts that wait for a page, by what it is.
var Waits = waits

// Moments are all moments.
func Moments() (list []Moment) {
	for m := range sayings {
		list = append(list, m)
	}
	return list
}

// Hints are the scripts that are no words for customers.
var Hints = hints
