using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Threading.Channels;

namespace EndToEnd.Tests.Lab;

/// <summary>
/// A port of a lab's machine that leads to another machine of its network, with a delay in each direction. Kernels in containers have no netem,
/// and only what goes through this port is delayed and counted.
/// </summary>
internal sealed partial class SlowLine : IAsyncDisposable
{
    /// <summary>CLONE_NEWNET.</summary>
    private const int Network = 0x40000000;

    private readonly string _network;
    private readonly IPEndPoint _to;
    private readonly CancellationTokenSource _life = new();
    private readonly Socket _listener;
    private readonly Task _accepting;
    private long _up;
    private long _down;
    private long _turns;
    private int _isUp;

    private SlowLine(int process, IPEndPoint to)
    {
        (_network, _to) = ($"/proc/{process}/ns/net", to);
        _listener = Open();
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, port: 0));
        _listener.Listen();
        _accepting = AcceptAsync();
    }

    /// <summary>The port of the machine's loopback.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    /// <summary>The time of a round trip.</summary>
    public TimeSpan RoundTrip { get; set; }

    /// <summary>The bytes to the other machine, the bytes from it, and how often something went there after something had come back.</summary>
    public (long Up, long Down, long Turns) Count =>
        (Interlocked.Read(ref _up), Interlocked.Read(ref _down), Interlocked.Read(ref _turns));

    /// <summary>Opens a line.</summary>
    /// <param name="process">A process on the machine that gets the port.</param>
    /// <param name="to">The address on the other machine, as this one reaches it.</param>
    public static SlowLine Open(int process, IPEndPoint to) => new(process, to);

    public async ValueTask DisposeAsync()
    {
        await _life.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _life.Dispose();
    }

    /// <summary>A socket belongs to the network of the thread that makes it, wherever it is used.</summary>
    private Socket Open()
    {
        var opened = new TaskCompletionSource<Socket>();
        var thread = new Thread(() =>
        {
            try
            {
                using var network = File.OpenHandle(_network);
                opened.SetResult(
                    setns(network, Network) == 0
                        ? new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
                        {
                            NoDelay = true,
                        }
                        : throw new InvalidOperationException(
                            $"{_network} cannot be entered: {Marshal.GetLastPInvokeErrorMessage()}"
                        )
                );
            }
            catch (Exception e)
            {
                opened.SetException(e);
            }
        });
        thread.Start();
        return opened.Task.GetAwaiter().GetResult();
    }

    private async Task AcceptAsync()
    {
        var all = new List<Task>();
        try
        {
            while (true)
            {
                all.Add(JoinAsync(await _listener.AcceptAsync(_life.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(all);
        }
    }

    private async Task JoinAsync(Socket from)
    {
        using var near = from;
        using var far = Open();
        near.NoDelay = true;
        try
        {
            await Task.Delay(RoundTrip, _life.Token);
            await far.ConnectAsync(_to, _life.Token);
            await Task.WhenAll(CarryAsync(near, far, CountUp), CarryAsync(far, near, CountDown));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // One end is gone, and the other one sees it now.
        }
    }

    private void CountUp(int bytes)
    {
        Interlocked.Add(ref _up, bytes);
        if (Interlocked.Exchange(ref _isUp, 1) == 0)
        {
            Interlocked.Increment(ref _turns);
        }
    }

    private void CountDown(int bytes)
    {
        Interlocked.Add(ref _down, bytes);
        Interlocked.Exchange(ref _isUp, 0);
    }

    /// <summary>Carries bytes as a long line does: many are under way at once.</summary>
    private async Task CarryAsync(Socket from, Socket to, Action<int> count)
    {
        var underWay = Channel.CreateBounded<(byte[] Bytes, long Sent)>(4096);
        var arriving = ArriveAsync(underWay.Reader, to);
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer, _life.Token) is > 0 and var length)
            {
                count(length);
                await underWay.Writer.WriteAsync(
                    (buffer[..length], Stopwatch.GetTimestamp()),
                    _life.Token
                );
            }
        }
        finally
        {
            underWay.Writer.Complete();
            await arriving;
        }
    }

    private async Task ArriveAsync(ChannelReader<(byte[] Bytes, long Sent)> underWay, Socket to)
    {
        await foreach (var (bytes, sent) in underWay.ReadAllAsync(_life.Token))
        {
            var rest = (RoundTrip / 2) - Stopwatch.GetElapsedTime(sent);
            if (rest > TimeSpan.Zero)
            {
                await Task.Delay(rest, _life.Token);
            }

            for (var at = 0; at < bytes.Length; )
            {
                at += await to.SendAsync(bytes.AsMemory(at), _life.Token);
            }
        }

        to.Shutdown(SocketShutdown.Send);
    }

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int setns(SafeHandle network, int kind);
}
