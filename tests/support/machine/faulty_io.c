/* Fails the n-th write, sync, truncation, rename or removal in a folder: LD_PRELOAD it.
   FAULT_FOLDER: the folder; FAULT_AT: n; FAULT_COUNT: a file that gets the number of calls. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static long calls = 0;

static int in_folder(const char *path) {
    const char *folder = getenv("FAULT_FOLDER");
    return folder && path && strncmp(path, folder, strlen(folder)) == 0;
}

static int fd_in_folder(int fd) {
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t size = readlink(link, path, sizeof path - 1);
    if (size < 0) return 0;
    path[size] = 0;
    return in_folder(path);
}

/* Python leaves without destructors: the count is written at each call. */
static int fails(void) {
    const char *at = getenv("FAULT_AT"), *file = getenv("FAULT_COUNT");
    calls++;
    FILE *out = file ? fopen(file, "w") : NULL;
    if (out) { fprintf(out, "%ld", calls); fclose(out); }
    if (at && calls == atol(at)) { errno = EIO; return 1; }
    return 0;
}

#define REAL(type, name, ...) static type (*real)(__VA_ARGS__); \
    if (!real) real = dlsym(RTLD_NEXT, #name)

ssize_t write(int fd, const void *data, size_t size) {
    REAL(ssize_t, write, int, const void *, size_t);
    if (fd > 2 && fd_in_folder(fd) && fails()) return -1;
    return real(fd, data, size);
}
ssize_t pwrite(int fd, const void *data, size_t size, off_t at) {
    REAL(ssize_t, pwrite, int, const void *, size_t, off_t);
    if (fd_in_folder(fd) && fails()) return -1;
    return real(fd, data, size, at);
}
ssize_t pwrite64(int fd, const void *data, size_t size, off64_t at) {
    REAL(ssize_t, pwrite64, int, const void *, size_t, off64_t);
    if (fd_in_folder(fd) && fails()) return -1;
    return real(fd, data, size, at);
}
int fsync(int fd) {
    REAL(int, fsync, int);
    if (fd_in_folder(fd) && fails()) return -1;
    return real(fd);
}
int fdatasync(int fd) {
    REAL(int, fdatasync, int);
    if (fd_in_folder(fd) && fails()) return -1;
    return real(fd);
}
int ftruncate64(int fd, off64_t size) {
    REAL(int, ftruncate64, int, off64_t);
    if (fd_in_folder(fd) && fails()) return -1;
    return real(fd, size);
}
int ftruncate(int fd, off_t size) {
    REAL(int, ftruncate, int, off_t);
    if (fd_in_folder(fd) && fails()) return -1;
    return real(fd, size);
}
int rename(const char *from, const char *to) {
    REAL(int, rename, const char *, const char *);
    if (in_folder(to) && fails()) return -1;
    return real(from, to);
}
int unlink(const char *path) {
    REAL(int, unlink, const char *);
    if (in_folder(path) && fails()) return -1;
    return real(path);
}
