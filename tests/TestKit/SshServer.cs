using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using CliWrap;

namespace TestKit;

/// <summary>
/// An sshd on a free port of 127.0.0.1 with keys and configuration of its own. It lets in root, or a user that only it knows, by its one client
/// key. It takes root, and no systemd.
/// </summary>
public sealed class SshServer : IDisposable
{
    /// <summary>sshd starts itself again for each connection, and takes only an absolute path for that.</summary>
    private static readonly string Program = Find("sshd");

    /// <summary>Every process of a session has this variable, by which it is found whoever its parent is.</summary>
    private const string Mark = "SSH_SERVER_OF_TEST";

    /// <summary>An id of no user of any system.</summary>
    private const int OrdinaryId = 64_997;

    private const int Attempts = 5;
    private readonly string _directory;
    private readonly string _user;
    private Process? _server;

    private SshServer(string directory, string user) => (_directory, _user) = (directory, user);

    /// <summary>The port.</summary>
    public int Port { get; private set; }

    /// <summary>Where the host is, as <c>ssh://user@127.0.0.1:port</c>.</summary>
    public string Address => $"ssh://{_user}@127.0.0.1:{Port}";

    /// <summary>The host's public key, as <c>ssh-ed25519 AAAA…</c>.</summary>
    public string HostKey => PublicKey("host");

    /// <summary>The private key that is let in.</summary>
    public string IdentityFile => Path.Combine(_directory, "client");

    /// <summary>A private key that is not let in.</summary>
    public string StrangerFile => Path.Combine(_directory, "stranger");

    /// <summary>The public key of <see cref="StrangerFile"/>, which no host here has.</summary>
    public string StrangerKey => PublicKey("stranger");

    /// <summary>What sshd has logged.</summary>
    public string Log => File.Exists(At("log")) ? File.ReadAllText(At("log")) : "";

    /// <summary>Starts a server, which accepts connections when this returns.</summary>
    /// <param name="variables">Variables of every session.</param>
    /// <param name="isOrdinary">Whether it lets in an ordinary user in the place of root. No other process knows of that user.</param>
    public static async Task<SshServer> StartAsync(
        IReadOnlyDictionary<string, string>? variables = null,
        bool isOrdinary = false
    )
    {
        var directory = Directory.CreateTempSubdirectory("nixhost-sshd-").FullName;
        var server = new SshServer(directory, isOrdinary ? "ordinary" : "root");
        try
        {
            foreach (var key in new[] { "host", "client", "stranger" })
            {
                await MakeKeyAsync(server.At(key));
            }

            // The ordinary user reads the list of keys below this directory.
            File.SetUnixFileMode(directory, (UnixFileMode)0b111_001_001);
            File.Copy(server.At("client.pub"), server.At("authorized_keys"));
            Directory.CreateDirectory("/run/sshd");
            await server.ListenAsync(variables ?? new Dictionary<string, string>());
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    /// <summary>The processes that sessions have started and that still run.</summary>
    public IReadOnlyList<int> Processes() =>
        [
            .. Ids()
                .Where(id =>
                    Read(id, "environ").Split('\0').Contains($"{Mark}={_directory}")
                    && !Read(id, "stat").Contains(") Z", StringComparison.Ordinal)
                ),
        ];

    /// <summary>The processes that serve a connection each.</summary>
    public IReadOnlyList<int> Connections() =>
        _server is { HasExited: false, Id: var server }
            ? [.. Ids().Where(id => ParentOf(id) == server)]
            : [];

    /// <summary>Loses every connection; new ones are accepted.</summary>
    public void Cut() => Kill(Connections());

    /// <summary>Loses every connection and accepts none any more.</summary>
    public void Stop()
    {
        if (_server is null)
        {
            return;
        }

        var connections = Connections();
        Kill([_server.Id]);
        _server.WaitForExit();
        Kill(connections);
        _server.Dispose();
        _server = null;
    }

    /// <summary>Accepts connections again at the port that it had, after <see cref="Stop"/>. A server that runs stays as it is.</summary>
    public async Task StartAgainAsync()
    {
        if (_server is null)
        {
            _server = Process.Start(StartInfo()) ?? throw new InvalidOperationException("no sshd");
            await Wait.UntilAsync(
                () => GreetsAsync(Port),
                () => $"sshd does not answer on port {Port}:\n{Log}"
            );
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Stop();
        // What a session has left behind is a matter of the test; the machine is as it was in any case.
        Kill(Processes());
        Directory.Delete(_directory, recursive: true);
    }

    private async Task ListenAsync(IReadOnlyDictionary<string, string> variables)
    {
        for (var attempt = 1; ; attempt++)
        {
            Port = FreePort();
            await ConfigureAsync(variables);
            _server = Process.Start(StartInfo()) ?? throw new InvalidOperationException("no sshd");
            await Wait.UntilAsync(
                async () => _server.HasExited || await GreetsAsync(Port),
                () => $"sshd does not answer on port {Port}:\n{Log}"
            );
            if (!_server.HasExited)
            {
                return;
            }

            // Somebody else may have taken the port meanwhile.
            if (
                attempt == Attempts
                || !Log.Contains("Address already in use", StringComparison.Ordinal)
            )
            {
                throw new InvalidOperationException($"sshd has ended:\n{Log}");
            }

            _server.Dispose();
        }
    }

    private async Task ConfigureAsync(IReadOnlyDictionary<string, string> variables)
    {
        // Of several lines of SetEnv sshd takes the first.
        var all = variables
            .Append(new(Mark, _directory))
            // What this machine has in the home of the user is no matter of a test.
            .Append(new("HOME", _directory))
            .Select(variable => $"\"{variable.Key}={variable.Value}\"");
        await File.WriteAllTextAsync(
            At("sshd_config"),
            $"""
            ListenAddress 127.0.0.1:{Port}
            HostKey {At("host")}
            PidFile {At("pid")}
            AuthorizedKeysFile {At("authorized_keys")}
            AuthenticationMethods publickey
            PermitRootLogin prohibit-password
            StrictModes no
            UsePAM no
            UseDNS no
            PrintMotd no
            SetEnv {string.Join(' ', all)}

            """
        );
    }

    private ProcessStartInfo StartInfo()
    {
        string[] sshd = [Program, "-D", "-f", At("sshd_config"), "-E", At("log")];
        if (_user == "root")
        {
            return new(sshd[0], sshd[1..]) { UseShellExecute = false };
        }

        // The user is only in the list of this server, which sees it in the place of the machine's.
        var users = File.ReadAllText("/etc/passwd").TrimEnd('\n');
        File.WriteAllText(
            At("passwd"),
            $"{users}\n{_user}:x:{OrdinaryId}:{OrdinaryId}::/:/bin/sh\n"
        );
        const string Script = "mount --bind \"$1\" /etc/passwd && shift && exec \"$@\"";
        return new("unshare", ["--mount", "sh", "-c", Script, "sh", At("passwd"), .. sshd])
        {
            UseShellExecute = false,
        };
    }

    private string At(string name) => Path.Combine(_directory, name);

    private string PublicKey(string name) =>
        string.Join(' ', File.ReadAllText(At(name + ".pub")).Split(' ').Take(2)).TrimEnd();

    private static async Task MakeKeyAsync(string path) =>
        await Cli.Wrap("ssh-keygen")
            .WithArguments(["-q", "-t", "ed25519", "-N", "", "-C", "test", "-f", path])
            .ExecuteAsync();

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Whether an ssh server answers there. It sends its version first.</summary>
    private static async Task<bool> GreetsAsync(int port)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port);
            using var reader = new StreamReader(client.GetStream());
            return await reader.ReadLineAsync() is { } line
                && line.StartsWith("SSH-2.0-", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return false;
        }
    }

    private static void Kill(IEnumerable<int> processes)
    {
        foreach (var id in processes)
        {
            try
            {
                using var process = Process.GetProcessById(id);
                process.Kill();
            }
            catch (Exception e) when (e is ArgumentException or InvalidOperationException)
            {
                // It has ended meanwhile.
            }
        }
    }

    private static IEnumerable<int> Ids() =>
        Directory
            .EnumerateDirectories("/proc")
            .Select(path => int.TryParse(Path.GetFileName(path), out var id) ? id : 0)
            .Where(id => id > 0);

    /// <summary>The fourth field of /proc/PID/stat (proc(5)). The name before it is in brackets and may hold any byte.</summary>
    private static int ParentOf(int id)
    {
        var stat = Read(id, "stat");
        return stat.Length == 0
            ? 0
            : int.Parse(
                stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1],
                CultureInfo.InvariantCulture
            );
    }

    private static string Read(int id, string name)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/{name}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It has ended meanwhile, or is the kernel's own.
            return "";
        }
    }

    private static string Find(string program) =>
        new[] { "/usr/sbin" }
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'))
            .Select(directory => Path.Combine(directory, program))
            .FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException(
            $"{program} is missing; `eng/host-packages.sh --test` installs it."
        );
}
