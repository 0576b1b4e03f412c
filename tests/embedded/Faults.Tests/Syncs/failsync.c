// failsync PROGRAM NUMBER ERRNO COUNT-FILE COMMAND…: runs a command and lets the NUMBERth fsync of processes that run PROGRAM fail
// with ERRNO; 0 lets none fail. How many there were is written to COUNT-FILE. The kernel asks this supervisor about each fsync
// (seccomp user notification), so nothing in the command can avoid it.
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static int fail(const char *what) {
    perror(what);
    exit(99);
}

static int listen_for_syncs(void) {
    struct sock_filter rules[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_fsync, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {sizeof rules / sizeof *rules, rules};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
        fail("no_new_privs");
    int listener = syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &program);
    return listener < 0 ? fail("seccomp") : listener;
}

// A file descriptor travels as ancillary data beside one byte.
static void transfer(int socket, int *descriptor, int is_sending) {
    char byte = 0, control[CMSG_SPACE(sizeof(int))] = {0};
    struct iovec data = {&byte, 1};
    struct msghdr message = {.msg_iov = &data, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
    if (is_sending) {
        struct cmsghdr *head = CMSG_FIRSTHDR(&message);
        head->cmsg_level = SOL_SOCKET;
        head->cmsg_type = SCM_RIGHTS;
        head->cmsg_len = CMSG_LEN(sizeof(int));
        memcpy(CMSG_DATA(head), descriptor, sizeof(int));
        if (sendmsg(socket, &message, 0) < 0)
            fail("sendmsg");
    } else {
        if (recvmsg(socket, &message, 0) < 0 || !CMSG_FIRSTHDR(&message))
            fail("recvmsg");
        memcpy(descriptor, CMSG_DATA(CMSG_FIRSTHDR(&message)), sizeof(int));
    }
}

static int runs(int thread, const char *program) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/%d/exe", thread);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0)
        return 0;
    path[length] = 0;
    char *name = strrchr(path, '/');
    return name && !strcmp(name + 1, program);
}

int main(int count, char **arguments) {
    if (count < 6)
        return 99;
    int number = atoi(arguments[2]), error = atoi(arguments[3]), seen = 0, pair[2], listener, status;
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair))
        fail("socketpair");
    pid_t command = fork();
    if (command == 0) {
        listener = listen_for_syncs();
        transfer(pair[1], &listener, 1);
        close(listener);
        close(pair[0]);
        close(pair[1]);
        execvp(arguments[5], arguments + 5);
        fail("exec");
    }
    transfer(pair[0], &listener, 0);
    while (waitpid(command, &status, WNOHANG) == 0) {
        struct pollfd waiting = {listener, POLLIN, 0};
        if (poll(&waiting, 1, 20) <= 0 || !(waiting.revents & POLLIN))
            continue;
        struct seccomp_notif asked = {0};
        if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &asked))
            continue;
        int fails = runs(asked.pid, arguments[1]) && ++seen == number;
        struct seccomp_notif_resp answer = {
            .id = asked.id,
            .error = fails ? -error : 0,
            .flags = fails ? 0 : SECCOMP_USER_NOTIF_FLAG_CONTINUE,
        };
        ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &answer);
    }
    FILE *file = fopen(arguments[4], "w");
    if (!file || fprintf(file, "%d", seen) < 0 || fclose(file))
        fail(arguments[4]);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
