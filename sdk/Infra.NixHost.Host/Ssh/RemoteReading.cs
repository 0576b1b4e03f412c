using System.IO.Pipelines;
using Infra.NixHost.Hosts.Processes;

namespace Infra.NixHost.Hosts.Ssh;

/// <summary>A file of a host as a stream. Reading ends with the failure of the command that sends it, never early.</summary>
internal sealed class RemoteReading : Stream
{
    /// <summary>The reader may be slow, and an image is large.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private readonly Pipe _pipe = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Stream _content;
    private readonly Task _sending;

    public RemoteReading(SshShell shell, string path)
    {
        _content = _pipe.Reader.AsStream();
        _sending = SendAsync(shell, path);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) =>
        _content.Read(buffer, offset, count);

    public override ValueTask<int> ReadAsync(
        Memory<byte> buffer,
        CancellationToken cancellationToken = default
    ) => _content.ReadAsync(buffer, cancellationToken);

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _stop.Cancel();
            _content.Dispose();
            _sending.GetAwaiter().GetResult();
            _stop.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task SendAsync(SshShell shell, string path)
    {
        Exception? failure = null;
        try
        {
            var invocation = new Invocation(Tool.Shell, ["-c", FileScripts.Content, "sh", path])
            {
                Timeout = Longest,
                Output = _pipe.Writer.AsStream(leaveOpen: true),
            };
            var result = await shell.RunAsync(invocation, _stop.Token);
            failure =
                result.ExitCode == 0
                    ? null
                    : RemoteFailure.Of(string.Join(' ', result.ErrorTail), path);
        }
        catch (Exception e)
        {
            // The reader gets it, whatever it is.
            failure = e;
        }

        await _pipe.Writer.CompleteAsync(failure);
    }
}
