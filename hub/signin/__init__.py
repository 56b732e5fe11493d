"""Sign-in in a browser: sessions in a cookie, and the ways to begin one."""
