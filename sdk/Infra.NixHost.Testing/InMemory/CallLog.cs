using Infra.NixHost.Hosts.Libvirt;

namespace Infra.NixHost.Testing.InMemory;

/// <summary>Every call to the host in order; fails the one that a test picks.</summary>
internal sealed class CallLog
{
    private readonly Lock _lock = new();
    private readonly List<string> _writes = [];
    private int _count;

    /// <summary>The number of the call that fails, counted from 1 since <see cref="FailAt"/> was set; 0 for none.</summary>
    public int FailAt
    {
        get;
        set
        {
            field = value;
            _count = 0;
        }
    }

    /// <summary>The name of the call that fails, and the how manieth of that name; <c>null</c> for none.</summary>
    public (string Call, int Number)? FailOn { get; set; }

    /// <summary>Whether every call after the one that failed fails too, as with a libvirt that is away.</summary>
    public bool StaysAway { get; set; }

    /// <summary>What else happens on the host just before a call.</summary>
    public Action<string>? Meanwhile { get; set; }

    /// <summary>Whether the picked call was reached.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>The calls that changed the host.</summary>
    public IReadOnlyList<string> Writes
    {
        get
        {
            lock (_lock)
            {
                return [.. _writes];
            }
        }
    }

    /// <summary>All calls so far.</summary>
    public int Count => Volatile.Read(ref _count);

    public void Read(string call) => Pass(call, isWrite: false);

    public void Write(string call) => Pass(call, isWrite: true);

    public void Clear()
    {
        lock (_lock)
        {
            _writes.Clear();
        }

        _count = 0;
        HasFailed = false;
    }

    private void Pass(string call, bool isWrite)
    {
        Meanwhile?.Invoke(call);
        lock (_lock)
        {
            _count++;
            if (FailOn is { } on && on.Call == call)
            {
                FailOn = (call, on.Number - 1);
            }

            if (_count == FailAt || FailOn == (call, 0) || (StaysAway && HasFailed))
            {
                FailOn = null;
                HasFailed = true;
                throw new LibvirtException(38, 18, $"injected failure of {call}");
            }

            if (isWrite)
            {
                _writes.Add(call);
            }
        }
    }
}
