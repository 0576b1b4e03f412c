namespace Infra.Engine.Backend;

/// <summary>What to do about locks whose owner is certainly dead (see <see cref="LockOwner.IsDead"/>).</summary>
public enum StaleLocks
{
    /// <summary>Fail, as Pulumi does; the message says that the owner is dead.</summary>
    Refuse,

    /// <summary>Remove them and go on.</summary>
    TakeOver,
}
