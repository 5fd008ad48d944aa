// Programs that run the text they are given.

export const interpreter = /^(?:(?:ba|da|a|k|z)?sh|python(?:\d(?:\.\d+)?)?|perl|ruby|node|php)$/u;
