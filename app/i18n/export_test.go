package i18n

// Table is all texts by key, Chinese and English.
func Table() map[string][2]string {
	m := map[string][2]string{}
	for k, t := range table {
		m[k] = [2]string{t.zh, t.en}
	}
	return m
}

// Add merges the table with one more text.
func Add(key, zh, en string) { merge(table, texts{key: {zh, en}}) }
