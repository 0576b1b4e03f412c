namespace Faults.Tests.Stage;

/// <summary>How many bytes were written to a file that others replace again and again.</summary>
internal sealed class Rewritten
{
    private readonly FileInfo _file;
    private readonly bool _grows;
    private long _before;
    private (long Length, DateTime Time) _last;

    /// <summary>Looks for the first time.</summary>
    /// <param name="path">The file.</param>
    /// <param name="grows">Whether it is appended to, so that only a shorter one is another.</param>
    public Rewritten(string path, bool grows = false)
    {
        _grows = grows;
        _file = new(path);
        _last = Current();
        _before = -_last.Length;
    }

    /// <summary>The bytes seen so far, without those that were there at first.</summary>
    public long Written => _before + _last.Length;

    /// <summary>Looks at the file; often enough, or it misses some that were replaced.</summary>
    public void Look()
    {
        var now = Current();
        if (_grows ? now.Length < _last.Length : now.Time != _last.Time)
        {
            _before += _last.Length;
        }

        _last = now;
    }

    private (long Length, DateTime Time) Current()
    {
        _file.Refresh();
        return _file.Exists ? (_file.Length, _file.LastWriteTimeUtc) : (0, default);
    }
}
