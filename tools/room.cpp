// The room's first stone; removed when its sources are here.
