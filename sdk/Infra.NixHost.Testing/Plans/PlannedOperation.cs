namespace Infra.NixHost.Testing;

/// <summary>What a run does with a resource.</summary>
public enum PlannedOperation
{
    /// <summary>It stays as it is.</summary>
    Same,

    /// <summary>It is created. Components and resources of other providers always are, because no state is kept of them.</summary>
    Create,

    /// <summary>It is changed; <see cref="PlannedResource.Impact"/> says what that does.</summary>
    Update,

    /// <summary>A new one takes its place; <see cref="PlannedResource.Impact"/> says whether data is lost.</summary>
    Replace,

    /// <summary>It is deleted, because the program registers it no more.</summary>
    Delete,

    /// <summary>It is only read: by <c>Get</c>, or as a reference to another stack.</summary>
    Read,
}
