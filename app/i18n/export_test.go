package i18n

// Table is all texts by key, Chinese and English.
func Table() map[string][2]string {
	m := map[string][2]string{}
	for k, t := range table {
		m[k] = [2]string{t.zh, t.en}
	}
	return m
}

// Add puts a text into the table.
func Add(key, zh, en string) { add(texts{key: {zh, en}}) }
