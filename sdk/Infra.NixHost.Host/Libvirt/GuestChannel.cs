using System.Runtime.CompilerServices;
using System.Text;
using Infra.NixHost.Hosts.Libvirt.Interop;

namespace Infra.NixHost.Hosts.Libvirt;

/// <summary>
/// Reads the lines that a guest writes to a virtio channel, and writes lines to it. The stream does not block: libvirt's event loop
/// receives the bytes, and this class polls for them, so that reading can stop at any moment.
/// </summary>
internal sealed class GuestChannel(
    LibvirtConnection connection,
    TimeProvider timeProvider,
    Guid uuid,
    string channel
)
{
    private const uint NonBlocking = 1;

    /// <summary>The result of virStreamRecv when nothing has arrived.</summary>
    private const int NothingYet = -2;
    private const int ChunkSize = 16 * 1024;

    /// <summary>The limit keeps a guest that writes without end from filling the host's memory.</summary>
    private const int LongestLine = 64 * 1024;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <summary>The wait for an answer covers the two seconds after which a listening guest repeats its last report.</summary>
    private static readonly TimeSpan LongestEcho = TimeSpan.FromSeconds(3);

    public async IAsyncEnumerable<string> ReadAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        using var stream = await connection.CallAsync(
            $"open the channel '{channel}' of the domain {uuid}",
            OpenIfOn,
            cancellationToken
        );
        if (stream is null)
        {
            yield break;
        }

        var lines = new LineSplitter(LongestLine);
        var chunk = new byte[ChunkSize];
        try
        {
            while (true)
            {
                var count = Receive(stream, chunk);
                if (count == 0)
                {
                    yield break;
                }

                if (count < 0)
                {
                    await Task.Delay(Interval, timeProvider, cancellationToken);
                    continue;
                }

                foreach (var line in lines.Add(chunk.AsSpan(0, count)))
                {
                    yield return line;
                }
            }
        }
        finally
        {
            // The stream is released whatever libvirt answers.
            _ = VirApi.virStreamAbort(stream);
        }
    }

    /// <summary>Sends a line. The stream stays open until the guest answers, because closing it would drop what QEMU has not read.</summary>
    public async Task TellAsync(string line, CancellationToken cancellationToken)
    {
        using var stream = await connection.ChangeAsync(
            $"write to the channel '{channel}' of the domain {uuid}",
            connect => Send(Open(connect), Encoding.UTF8.GetBytes(line + "\n")),
            cancellationToken
        );
        try
        {
            var began = timeProvider.GetTimestamp();
            var chunk = new byte[ChunkSize];
            while (
                Receive(stream, chunk) == NothingYet
                && timeProvider.GetElapsedTime(began) < LongestEcho
            )
            {
                await Task.Delay(Interval, timeProvider, cancellationToken);
            }
        }
        finally
        {
            _ = VirApi.virStreamAbort(stream);
        }
    }

    /// <summary>A line always fits, because the stream takes far more at once.</summary>
    private static StreamHandle Send(StreamHandle stream, byte[] bytes)
    {
        try
        {
            VirCall.Check(VirApi.virStreamSend(stream, bytes, (nuint)bytes.Length));
            return stream;
        }
        catch (LibvirtException)
        {
            _ = VirApi.virStreamAbort(stream);
            stream.Dispose();
            throw;
        }
    }

    /// <summary>A guest that went off before the reader came counts as one whose channel has ended.</summary>
    private StreamHandle? OpenIfOn(ConnectHandle connect)
    {
        try
        {
            return Open(connect);
        }
        catch (LibvirtException e) when (VirErrors.IsNotRunning(e))
        {
            return null;
        }
    }

    private StreamHandle Open(ConnectHandle connect)
    {
        var stream = VirCall.Check(VirApi.virStreamNew(connect, NonBlocking));
        try
        {
            return connection.WithDomain(
                connect,
                uuid,
                domain =>
                {
                    VirCall.Check(VirApi.virDomainOpenChannel(domain, channel, stream, flags: 0));
                    return stream;
                }
            );
        }
        catch (LibvirtException)
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>The number of bytes that arrived; 0 at the end, also when QEMU was killed.</summary>
    private static int Receive(StreamHandle stream, byte[] chunk)
    {
        var count = VirApi.virStreamRecv(stream, chunk, (nuint)chunk.Length);
        try
        {
            return count == NothingYet ? count : VirCall.Check(count);
        }
        catch (LibvirtException e) when (VirErrors.IsStreamReset(e))
        {
            return 0;
        }
    }
}
